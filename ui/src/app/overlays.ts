import { create } from 'zustand'

/** Which of the shell's layers is open. They load when they are first asked for. */
export const useOverlay = create<{ open: '' | 'palette' | 'help' | 'more' }>(() => ({ open: '' }))

export const openPalette = () => useOverlay.setState({ open: 'palette' })
export const openHelp = () => useOverlay.setState({ open: 'help' })
export const openMore = () => useOverlay.setState({ open: 'more' })
export const closeOverlay = () => useOverlay.setState({ open: '' })
