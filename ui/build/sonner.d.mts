import type { Plugin } from 'vite'

export function sonner(): Plugin
