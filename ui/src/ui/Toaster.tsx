import { Check, CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Toaster as Sonner } from 'sonner'

interface ToasterProps {
  /** The name of the region. */
  label: string
  /** Room for a bar at the bottom, in px. */
  bottom?: number
}

/** Toaster is where toasts appear; mounted once by the app. It is itself the polite region that speaks for them. */
export function Toaster({ label, bottom = 22 }: ToasterProps) {
  return (
    <Sonner
      position="bottom-center"
      containerAriaLabel={label}
      offset={{ bottom }}
      mobileOffset={{ bottom, left: 12, right: 12 }}
      visibleToasts={3}
      style={{ '--width': '420px' } as CSSProperties}
      icons={{
        success: <Check aria-hidden="true" className="size-[18px]" />,
        error: <CircleAlert aria-hidden="true" className="size-[18px]" />,
        warning: <TriangleAlert aria-hidden="true" className="size-[18px]" />,
        info: <Info aria-hidden="true" className="size-[18px]" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'pointer-events-auto flex items-center gap-3 font-sans sm:w-full [&[data-front=false][data-expanded=false]>*]:opacity-0 rounded-[12px] bg-ink py-2.5 pr-2.5 pl-4 text-base font-medium text-bg shadow-3',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          actionButton: 'h-[34px] shrink-0 rounded-[8px] bg-bg/18 px-3 font-bold text-bg hover:bg-bg/28 touch:h-11',
        },
      }}
    />
  )
}
