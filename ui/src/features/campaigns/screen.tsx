export function Component() {
  return <p>{'campaigns'}</p>
}
