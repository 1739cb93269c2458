import { useTranslation } from 'react-i18next'
import type { WeekReport } from '@/api/openapi'
import { useFormat } from '@/format'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Figures } from './Figures'

const intents = ['not_now', 'not_interested', 'provenance', 'wrong_person', 'opt_out'] as const

/** Paper is what the client reads: figures, what worked, what people objected to, and what comes. */
export function Paper({ report }: { report: WeekReport }) {
  const { t } = useTranslation('reports')
  const format = useFormat()
  const objections = report.objections ?? []
  const next = report.next_week
  return (
    <div className="grid gap-4">
      {!report.over && <p className="rounded-md bg-info-soft px-3.5 py-2.5 text-sm">{t('report.running')}</p>}
      <Figures report={report} />
      <Card className="break-inside-avoid">
        <CardHead title={t('best.title')} />
        <CardBody>
          {report.best ? (
            <>
              {report.best.text ? <p className="max-w-[64ch] rounded-[16px] rounded-br-[5px] bg-primary-soft px-3.5 py-2.5 whitespace-pre-line">{report.best.text}</p> : <p className="text-ink-2">{t('best.model')}</p>}
              <p className="mt-2 text-sm text-ink-2">{t('best.counts', { answered: format.number(report.best.answered), sent: format.number(report.best.sent), name: report.best.campaign.name })}</p>
            </>
          ) : (
            <p className="text-ink-2">{t('best.none')}</p>
          )}
        </CardBody>
      </Card>
      <Card className="break-inside-avoid">
        <CardHead title={t('objections.title')} />
        <CardBody>
          {objections.length === 0 && <p className="text-ink-2">{t('objections.none')}</p>}
          <ul className="grid gap-3">
            {objections.map((one) => (
              <li key={one.at + one.text}>
                <blockquote className="border-l-2 border-line-strong pl-3">{one.text}</blockquote>
                <p className="mt-0.5 pl-3.5 text-sm text-ink-3">{t(`intent.${intents.find((known) => known === one.intent) ?? 'not_interested'}`)} · {format.day(one.at)}</p>
              </li>
            ))}
          </ul>
        </CardBody>
      </Card>
      <Card className="break-inside-avoid">
        <CardHead title={t('next.title')} />
        <CardBody>
          <ul className="grid gap-1">
            <li>{t('next.scheduled', { count: next.scheduled, shown: format.number(next.scheduled) })}</li>
            <li>{t('next.approve', { count: next.to_approve, shown: format.number(next.to_approve) })}</li>
            <li>{t('next.write', { count: next.to_write, shown: format.number(next.to_write) })}</li>
          </ul>
        </CardBody>
      </Card>
    </div>
  )
}
