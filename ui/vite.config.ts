import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { manifestAside } from './build/plugins.mjs'
import { sonner } from './build/sonner.mjs'

const server = process.env.ACENO_API ?? 'http://127.0.0.1:18290'

export default defineConfig({
  plugins: [react(), tailwind(), sonner(), manifestAside()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: '../pb_public',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0, // what is inlined is a data: address, which the policy of scripts and styles refuses
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every first load needs whole, and nothing else: a pattern that catches more pulls the rest in too.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router|i18next|react-i18next|@tanstack[\\/](?:query-core|react-query)|openapi-fetch|zustand)[\\/]/ }] },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: server, changeOrigin: true, headers: { Origin: server } } },
  },
})
