import type { ReactNode } from "react";

interface IconProps {
  /** Edge length in pixels. */
  size?: number;
}

/** A line drawing of 24 by 24; decoration, so hidden from assistive technology. */
function Drawing({ size = 18, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const IconPulse = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M3 12h4l3-8 4 16 3-8h4" />
  </Drawing>
);

export const IconPeople = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="9" cy="8" r="3.5" />
    <path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.3c2 .8 3.2 2.7 3.5 5.7" />
  </Drawing>
);

export const IconActivities = (props: IconProps) => (
  <Drawing {...props}>
    <rect x="3" y="4" width="11" height="4" rx="1.5" />
    <rect x="8" y="10" width="13" height="4" rx="1.5" />
    <rect x="3" y="16" width="8" height="4" rx="1.5" />
  </Drawing>
);

export const IconPlug = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4" />
  </Drawing>
);

export const IconSearch = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </Drawing>
);

export const IconPlus = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 5v14M5 12h14" />
  </Drawing>
);

export const IconCheck = (props: IconProps) => (
  <Drawing {...props}>
    <path d="m4.5 12.5 5 5 10-11" />
  </Drawing>
);

export const IconCopy = (props: IconProps) => (
  <Drawing {...props}>
    <rect x="8" y="8" width="12" height="12" rx="2" />
    <path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2" />
  </Drawing>
);

export const IconAlert = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.1" />
  </Drawing>
);

export const IconInfo = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5.5M12 7.6v.1" />
  </Drawing>
);

export const IconLock = (props: IconProps) => (
  <Drawing {...props}>
    <rect x="5" y="11" width="14" height="9" rx="2" />
    <path d="M8 11V8a4 4 0 0 1 8 0v3" />
  </Drawing>
);

export const IconPause = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M9 5v14M15 5v14" />
  </Drawing>
);

export const IconPlay = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M7 4.5v15l12-7.5z" />
  </Drawing>
);

export const IconChevronDown = (props: IconProps) => (
  <Drawing {...props}>
    <path d="m6 9 6 6 6-6" />
  </Drawing>
);

export const IconArrowLeft = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M20 12H4m6-6-6 6 6 6" />
  </Drawing>
);

export const IconArrowUp = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 20V4m6 6-6-6-6 6" />
  </Drawing>
);

export const IconArrowDown = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 4v16m-6-6 6 6 6-6" />
  </Drawing>
);

export const IconMenu = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M4 6h16M4 12h16M4 18h16" />
  </Drawing>
);

export const IconSun = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
  </Drawing>
);

export const IconMoon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />
  </Drawing>
);

export const IconScreen = (props: IconProps) => (
  <Drawing {...props}>
    <rect x="3" y="4" width="18" height="12" rx="2" />
    <path d="M9 20h6M12 16v4" />
  </Drawing>
);

export const IconLanguage = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z" />
  </Drawing>
);

export const IconSignOut = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M14 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h8M10 12h11m-4-4 4 4-4 4" />
  </Drawing>
);

export const IconClock = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </Drawing>
);

export const IconLink = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M10 14a4 4 0 0 0 6 .4l3-3a4.2 4.2 0 0 0-6-6l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 6l1.3-1.3" />
  </Drawing>
);

export const IconClose = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M6 6l12 12M18 6 6 18" />
  </Drawing>
);

export const IconEdit = (props: IconProps) => (
  <Drawing {...props}>
    <path d="m4 20 1-4.5L16 4.5a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19 4 20ZM14 6.5l3.5 3.5" />
  </Drawing>
);

export const IconTrash = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.400L17.5 7M10 11v5M14 11v5" />
  </Drawing>
);

export const IconUpload = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 15.5v-11M7.5 9 12 4.5 16.5 9M4.5 15.5v4h15v-4" />
  </Drawing>
);

export const IconArrowRight = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M5 12h14M13 6l6 6-6 6" />
  </Drawing>
);

export const IconMore = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth={2.6} />
  </Drawing>
);

export const IconKey = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="8" cy="15.500" r="4" />
    <path d="m11 12.500 8-8M16 7.500l3 3" />
  </Drawing>
);

export const IconHistory = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M4 12a8 8 0 1 0 2.500-5.800L4 8.500M4 4v4.500h4.500M12 8v4.200l2.800 1.800" />
  </Drawing>
);

export const IconDownload = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 4.500v11M7.500 11 12 15.500 16.500 11M4.500 15.500v4h15v-4" />
  </Drawing>
);

export const IconUsers = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="8" r="3.500" />
    <path d="M5 20c.6-4 3.300-6 7-6s6.400 2 7 6" />
  </Drawing>
);

export const IconSliders = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9M13 5v4M7 15v4" />
  </Drawing>
);

export const IconCalendar = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M5 6h14v14H5zM5 10.5h14M9 3.5V8M15 3.5V8" />
  </Drawing>
);
