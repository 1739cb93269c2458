export function Component() {
  return <p>{'agents'}</p>
}
