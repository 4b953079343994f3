/** Where the boxes of a chain of documents stand. The higher document stands above; distances in SVG units. */
export type Placed = { id: string; x: number; y: number }
export type ChainLayout = { boxes: Placed[]; width: number; height: number }

export const BOX = { width: 190, height: 62 }
const GAP = { x: 24, y: 56 }

/**
 * Layers by the longest way down from a document that names no other; each layer in the order given. A circle in the data, which
 * documents should not have, is cut where it closes.
 * @param links `from` names `to`, which stands above it
 */
export function layOutChain(ids: readonly string[], links: readonly { from: string; to: string }[]): ChainLayout {
  const above = Map.groupBy(links, (link) => link.from)
  const layers = new Map<string, number>()
  const layerOf = (id: string, path: ReadonlySet<string>): number => {
    const known = layers.get(id)
    if (known !== undefined) return known
    const parents = (above.get(id) ?? []).map((link) => link.to).filter((to) => !path.has(to))
    const layer = parents.length === 0 ? 0 : 1 + Math.max(...parents.map((to) => layerOf(to, new Set([...path, id]))))
    layers.set(id, layer)
    return layer
  }
  const rows = Map.groupBy(ids, (id) => layerOf(id, new Set([id])))
  const widest = Math.max(1, ...[...rows.values()].map((row) => row.length))
  const width = widest * (BOX.width + GAP.x) - GAP.x
  const boxes = [...rows].flatMap(([layer, row]) => {
    const rowWidth = row.length * (BOX.width + GAP.x) - GAP.x
    return row.map((id, index) => ({
      id,
      x: (width - rowWidth) / 2 + index * (BOX.width + GAP.x),
      y: layer * (BOX.height + GAP.y),
    }))
  })
  const height = (Math.max(0, ...rows.keys()) + 1) * (BOX.height + GAP.y) - GAP.y
  return { boxes, width, height }
}
