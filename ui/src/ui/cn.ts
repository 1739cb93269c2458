import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: {
    theme: { text: ['xs', 'sm', 'base', 'lg', 'xl', '2xl', '3xl'] },
    classGroups: { shadow: ['shadow-1', 'shadow-2', 'shadow-3'] },
  },
})

/** cn joins class names; of two that set the same property the later wins, so that `className` overrides a part's own. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes))
}
