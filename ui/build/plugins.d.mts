import type { Plugin } from 'vite'

export function manifestAside(): Plugin
