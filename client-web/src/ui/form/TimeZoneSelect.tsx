import { useLingui } from "@lingui/react/macro";
import { Select, type SelectProps } from "@mantine/core";
import { useMemo } from "react";
import { timeZones, zoneOffset } from "../../lib/time-zones";

/** A searchable list of the world's time zones, each with its present offset. */
export function TimeZoneSelect({ include, ...props }: Omit<SelectProps, "data"> & { include: string }) {
  const { t } = useLingui();
  const data = useMemo(() => {
    const now = new Date();
    return timeZones(include).map((zone) => ({
      value: zone,
      label: `${zone.replaceAll("_", " ")} (${zoneOffset(zone, now)})`,
    }));
  }, [include]);
  return (
    <Select
      label={t`Time zone`}
      searchable
      limit={60}
      allowDeselect={false}
      nothingFoundMessage={t`No such time zone`}
      {...props}
      data={data}
    />
  );
}
