export function Component() {
  return <p>{'today'}</p>
}
