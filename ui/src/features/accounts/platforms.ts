/** A platform's credentials and settings by the names that the server knows, as its contract lists them. */
export const platforms = {
  whatsapp: { credentials: ['access_token', 'app_secret', 'verify_token'], settings: ['phone_number_id', 'waba_id', 'api_version'], sends: true },
  twilio: { credentials: ['account_sid', 'auth_token'], settings: ['from', 'messaging_service_sid'], sends: true },
  instagram: { credentials: ['access_token', 'app_secret', 'verify_token'], settings: ['ig_user_id', 'login'], sends: true },
  email: { credentials: ['username', 'password'], settings: ['from', 'from_name'], sends: true },
  openai: { credentials: ['api_key'], settings: ['base_url'], sends: false },
  google: { credentials: ['api_key'], settings: ['cx'], sends: false },
  brave: { credentials: ['api_key'], settings: [], sends: false },
  searxng: { credentials: ['api_key'], settings: ['base_url'], sends: false },
  proxy: { credentials: ['url'], settings: [], sends: false },
} as const satisfies Record<string, { credentials: readonly string[]; settings: readonly string[]; sends: boolean }>

export type Platform = keyof typeof platforms
export const platformNames = Object.keys(platforms) as Platform[]

/** isPlatform says whether this version has words for a platform. */
export function isPlatform(name: string): name is Platform {
  return name in platforms
}

/** The others: what can be connected beside the official number. */
export const otherPlatforms = platformNames.filter((name) => name !== 'whatsapp')

type FieldOf<K extends 'credentials' | 'settings'> = { [P in Platform]: (typeof platforms)[P][K][number] }[Platform]
export type CredentialName = FieldOf<'credentials'>
export type SettingName = FieldOf<'settings'>
