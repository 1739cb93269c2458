export function qrPath(_text: string): { size: number; path: string } | null {
  return null
}
