export function Component() {
  return <p>{'queue'}</p>
}
