export function Component() {
  return <p>{'accounts'}</p>
}
