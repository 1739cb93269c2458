import { ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/ui/Button';

/** How many came in meanwhile; a click brings them in. */
export function NewPill({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useTranslation('prospects');
  return (
    <Button variant="secondary" size="sm" icon={<ArrowUp className="size-4" />} onClick={onClick} className="mx-auto mb-2 rounded-full">
      {t('fresh', { count })}
    </Button>
  );
}
