import { crc32, deflateSync, inflateSync } from 'node:zlib'

const HEAD = 8
const CHANNELS = { 2: 3, 6: 4 } as Record<number, number>

/** So many colours fit in a palette. */
const COLOURS = 256

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}

const readChunks = (png: Buffer) => {
  const chunks: { type: string; data: Buffer }[] = []
  for (let at = HEAD; at < png.length; ) {
    const size = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + size) })
    at += size + 12
  }
  return chunks
}

const paeth = (left: number, up: number, both: number) => {
  const guess = left + up - both
  const [toLeft, toUp, toBoth] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - both)]
  if (toLeft <= toUp && toLeft <= toBoth) return left
  return toUp <= toBoth ? up : both
}

/** Undoes each line's filter, in place (PNG specification, 9.2). */
const unfilter = (raw: Buffer, lineBytes: number, pixelBytes: number): void => {
  const line = lineBytes + 1
  for (let start = 0; start < raw.length; start += line) {
    const filter = raw[start] ?? 0
    for (let at = start + 1; at < start + line; at++) {
      const left = at - start > pixelBytes ? (raw[at - pixelBytes] ?? 0) : 0
      const up = start > 0 ? (raw[at - line] ?? 0) : 0
      const both = start > 0 && at - start > pixelBytes ? (raw[at - line - pixelBytes] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, both)][filter] ?? 0
      raw[at] = ((raw[at] ?? 0) + guess) & 255
    }
  }
}

const distance = (a: number, b: number) =>
  Math.abs((a >> 16) - (b >> 16)) + Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) + Math.abs((a & 255) - (b & 255))

/** The most frequent colours, and for every other one the nearest of them. */
const createPalette = (pixels: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
  const kept = colours.slice(0, COLOURS)
  const indexes = new Map(kept.map((colour, index) => [colour, index]))
  for (const colour of colours.slice(COLOURS)) {
    const nearest = kept.reduce((best, one) => (distance(one, colour) < distance(best, colour) ? one : best))
    indexes.set(colour, indexes.get(nearest) ?? 0)
  }
  return { kept, indexes }
}

/** The same picture in at most 256 colours: about a quarter of the bytes. */
export const smallPng = (png: Buffer): Buffer => {
  const chunks = readChunks(png)
  const header = Buffer.from(chunks[0]?.data ?? Buffer.alloc(13))
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const pixelBytes = CHANNELS[header[9] ?? 0] ?? 4
  const raw = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)))
  unfilter(raw, width * pixelBytes, pixelBytes)
  const colourAt = (index: number) => {
    const at = Math.floor(index / width) * (width * pixelBytes + 1) + 1 + (index % width) * pixelBytes
    return raw.readUIntBE(at, 3)
  }
  const pixels = Array.from({ length: width * height }, (_, index) => colourAt(index))
  const { kept, indexes } = createPalette(pixels)
  const lines = Buffer.alloc(height * (width + 1))
  for (const [index, colour] of pixels.entries())
    lines[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = indexes.get(colour) ?? 0
  header[8] = 8
  header[9] = 3
  return Buffer.concat([
    png.subarray(0, HEAD),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(kept.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
