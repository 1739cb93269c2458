export function Ended() {
  return null
}
