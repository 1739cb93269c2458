import { Columns3, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/ui/Button';
import { Checkbox } from '@/ui/Checkbox';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/Menu';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/Popover';
import { exportHref } from '../export';
import type { ProspectQuery } from '../schema';
import { optional, type Optional } from './columns';

/** Which columns are shown, and the list as a file. */
export function Toolbar({ query, shown, setShown }: { query: ProspectQuery; shown: Optional[]; setShown: (shown: Optional[]) => void }) {
  const { t } = useTranslation('prospects');
  return (
    <div className="ml-auto flex flex-none items-center gap-1">
      <Popover>
        <PopoverTrigger asChild>
          <Button variant="quiet" size="sm" icon={<Columns3 className="size-4" />} className="max-md:hidden">
            {t('columns')}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="flex w-52 flex-col gap-1.5" aria-label={t('columns')}>
          {optional.map((key) => (
            <Checkbox
              key={key}
              label={t(`column.${key}`)}
              checked={shown.includes(key)}
              onCheckedChange={(on) => setShown(on === true ? [...shown, key] : shown.filter((k) => k !== key))}
            />
          ))}
        </PopoverContent>
      </Popover>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="quiet" size="sm" icon={<Download />} aria-label={t('download')}>
            <span className="max-md:hidden">{t('download')}</span>
          </Button>
        </MenuTrigger>
        <MenuContent>
          <MenuItem asChild>
            <a href={exportHref(query, 'csv')} download>
              {t('downloadCsv')}
            </a>
          </MenuItem>
          <MenuItem asChild>
            <a href={exportHref(query, 'xlsx')} download>
              {t('downloadXlsx')}
            </a>
          </MenuItem>
        </MenuContent>
      </Menu>
    </div>
  );
}
