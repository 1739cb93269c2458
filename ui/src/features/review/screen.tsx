export function Component() {
  return <p>{'review'}</p>
}
