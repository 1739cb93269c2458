import { expect, it } from 'vitest'
import { qrModules, qrPath } from './qr'

const drawn = (text: string) => qrModules(text)?.map(row => row.map(dark => (dark ? '#' : '.')).join(''))

// As read back by a decoder once; it must not change.
it('draws an address as the code that was read back', () => {
  expect(drawn('https://a.co/fila')).toMatchInlineSnapshot(`
    [
      "#######..#....#######",
      "#.....#..#....#.....#",
      "#.###.#.#####.#.###.#",
      "#.###.#..####.#.###.#",
      "#.###.#...#...#.###.#",
      "#.....#.......#.....#",
      "#######.#.#.#.#######",
      "........##.##........",
      "###.#####.#####...#..",
      "##.###.#.#.##.###...#",
      ".#.#.###...###..#.###",
      "...#....#...#...#..#.",
      "..#####..###...#.#...",
      "........######.##..##",
      "#######.###.###.#.###",
      "#.....#.#...##.##....",
      "#.###.#.#.##.....#..#",
      "#.###.#..#.##.#.##...",
      "#.###.#.#..##...#.#.#",
      "#.....#.##..#...#..#.",
      "#######.#.#.#...##.##",
    ]
  `)
})

it.each([['x'.repeat(17), 21], ['x'.repeat(18), 25], ['x'.repeat(106), 37]])('takes the smallest code that holds %s', (text, size) => {
  expect(qrModules(text)?.length).toBe(size)
})

it('says so when a text is too long', () => expect(qrPath('x'.repeat(107))).toBeNull())
