import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Group, Text, Title } from "@mantine/core";
import type { Vendor } from "../../gen/kadans/v1/vendor_pb";
import { useFormat } from "../../lib/format";
import { IconLock } from "../../ui/icons";
import { ButtonLink } from "../../ui/links";
import { useSession } from "../session/session-context";
import { editionName, useDataTypeName } from "./names";
import classes from "./VendorTiles.module.css";
import { credentialOf } from "./vendors";

/** A tile for every telephone system that Kadans can be connected to. */
export function VendorTiles({ vendors }: { vendors: Vendor[] }) {
  return (
    <ul className={classes.tiles}>
      {vendors.map((vendor) => (
        <Tile key={vendor.id} vendor={vendor} />
      ))}
    </ul>
  );
}

function Tile({ vendor }: { vendor: Vendor }) {
  const { t } = useLingui();
  const dataTypeName = useDataTypeName();
  return (
    <li className={classes.tile} data-locked={!vendor.available || undefined}>
      <div className={classes.monogram} aria-hidden="true">
        {vendor.name.charAt(0)}
      </div>
      <Title order={2} size="h4" id={`vendor-${vendor.id}`}>
        {vendor.name}
      </Title>
      <Text size="sm" c="dimmed">
        {credentialOf(vendor.id) === "key" ? (
          <Trans>Any system that can send what agents do, with an API key.</Trans>
        ) : (
          <Trans>Sends notifications to a URL that you generate here.</Trans>
        )}
      </Text>
      <Group gap={4} aria-label={t`Data types`}>
        {vendor.dataTypes.map((type) => (
          <Badge key={type} color="gray">
            {dataTypeName(type, "short")}
          </Badge>
        ))}
      </Group>
      <div className={classes.foot}>
        {vendor.available ? (
          <ButtonLink
            to="/integrations/new"
            search={{ vendor: vendor.id }}
            aria-describedby={`vendor-${vendor.id}`}
            fullWidth
          >
            <Trans>Add integration</Trans>
          </ButtonLink>
        ) : (
          <Locked vendor={vendor} />
        )}
      </div>
    </li>
  );
}

function Locked({ vendor: { name, editions } }: { vendor: Vendor }) {
  const format = useFormat();
  const account = useSession()?.account;
  const needed = format.alternatives(editions.map(editionName));
  const own = account?.edition ? editionName(account.edition) : undefined;
  return (
    <Text size="sm" c="dimmed" className={classes.locked} component="div">
      <IconLock size={16} />
      <span>
        {own ? (
          <Trans>
            {name} is part of the edition {needed}. Your account has {own}; ask your contact at Kadans to change it.
          </Trans>
        ) : (
          <Trans>
            {name} is part of the edition {needed}. Your account has a smaller one; ask your contact at Kadans to change
            it.
          </Trans>
        )}
      </span>
    </Text>
  );
}
