export function Component() {
  return <p>{'inbox'}</p>
}
