export function Component() {
  return <p>{'plans'}</p>
}
