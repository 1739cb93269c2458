export function Component() {
  return <p>{'firstrun'}</p>
}
