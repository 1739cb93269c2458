export function Component() {
  return <p>{'prospects'}</p>
}
