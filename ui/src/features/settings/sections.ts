import { Bell, Building2, Ban, ShieldCheck, UserRound, Users, type LucideIcon } from 'lucide-react'

export type Section = 'agencia' | 'equipe' | 'privacidade' | 'bloqueios' | 'alertas' | 'voce'

/** The sections of the settings, in the order of the menu. */
export const sections: { path: Section; Icon: LucideIcon }[] = [
  { path: 'agencia', Icon: Building2 },
  { path: 'equipe', Icon: Users },
  { path: 'privacidade', Icon: ShieldCheck },
  { path: 'bloqueios', Icon: Ban },
  { path: 'alertas', Icon: Bell },
  { path: 'voce', Icon: UserRound },
]
