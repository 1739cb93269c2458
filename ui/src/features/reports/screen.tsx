export function Component() {
  return <p>{'reports'}</p>
}
