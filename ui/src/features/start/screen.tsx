export function Component() {
  return <p>{'start'}</p>
}
