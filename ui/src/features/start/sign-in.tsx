import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { enter, type SignedIn } from '@/api/session'
import { SignInForm } from '@/app/sign-in-form'
import { Frame } from './frame'
import { wayBack } from './routes'

/** The sign-in. */
export function Component() {
  const { t } = useTranslation('start')
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const done = async (signedIn: SignedIn) => {
    await enter(signedIn)
    await navigate(wayBack(params), { replace: true })
  }
  return (
    <Frame title={t('signIn.title')} text={t('signIn.text')}>
      <SignInForm onDone={done} aside={<Link to="/senha" className="inline-flex min-h-11 items-center self-start font-semibold text-primary-ink underline underline-offset-4">{t('signIn.forgot')}</Link>} />
    </Frame>
  )
}
