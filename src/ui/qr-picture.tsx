import { qrCode } from "#shared/qr-code.ts"

const QUIET = 4

/** A QR code as a picture inside the page. Always dark on white, whatever the theme: readers expect it so. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const modules = qrCode(text)
  const size = modules.length + 2 * QUIET
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")))
    .join("")
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <title>{label}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
