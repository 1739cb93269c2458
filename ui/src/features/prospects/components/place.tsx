import { MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { isDrawn, onOutline, outlinePath, outlineSize } from '../outline';
import type { Detail } from '../types';

/** Where a business is, on an outline of our own: no map of somebody else learns who is looked at. */
export function Place({ person }: { person: Detail }) {
  const { t } = useTranslation('prospects');
  const { lon, lat } = person.location;
  const drawn = isDrawn(lon, lat);
  const [x, y] = onOutline(lon, lat);
  const address = [person.address, person.city, person.country].filter(Boolean).join(', ');
  return (
    <div className="flex flex-col gap-4">
      {drawn ? (
        <svg viewBox={`0 0 ${outlineSize[0]} ${outlineSize[1]}`} role="img" aria-label={t('place.drawn', { place: person.city || address })} className="mx-auto w-full max-w-[260px]">
          <path d={outlinePath} className="fill-sunken stroke-line-strong" strokeWidth="1.5" strokeLinejoin="round" />
          <circle cx={x} cy={y} r="9" className="fill-primary opacity-15" />
          <circle cx={x} cy={y} r="4" className="fill-primary stroke-surface" strokeWidth="1.5" />
        </svg>
      ) : null}
      <p className="flex gap-2.5 text-sm">
        <MapPin className="mt-0.5 size-4 flex-none text-ink-3" aria-hidden="true" />
        <span>
          {address || t('place.unknown')}
          {lon === 0 && lat === 0 ? null : (
            <span className="block text-xs tabular-nums text-ink-3">
              {`${lat.toFixed(5)}, ${lon.toFixed(5)}`}
            </span>
          )}
        </span>
      </p>
    </div>
  );
}
