import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import plain from "../../parts/plain.module.css";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { PLATFORMS } from "../../parts/whole";
import classes from "./administer.module.css";
import { Frame } from "./frame";
import { Platform } from "./platform";
import { RegisterPlatform } from "./register-platform";
import { SecretOnce } from "./secret-once";

/** Programs of the organisation: what each may, the keys it shows, when it was last heard. */
export default function Platforms() {
  const { t } = useTranslation("administer");
  const [isNew, setNew] = useState(false);
  return (
    <Frame
      section="platforms"
      actions={
        <Button aria-expanded={isNew} onClick={() => setNew(!isNew)}>
          {t("platforms.new")}
        </Button>
      }
    >
      <Registered isNew={isNew} close={() => setNew(false)} />
      <Card title={t("platforms.operator")}>
        <p>{t("platforms.operator-text")}</p>
        <code className={classes.code}>python -m deploy.ops platforms add &lt;id&gt; --org … --name …</code>
      </Card>
    </Frame>
  );
}

function Registered({ isNew, close }: { isNew: boolean; close: () => void }) {
  const { t } = useTranslation("administer");
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const leaving = useLeaving();
  const { data, error, refetch } = useQuery(PLATFORMS);
  return (
    <>
      {isNew && (
        <RegisterPlatform
          close={close}
          made={({ platform, api_key }) => setMade({ name: platform.name, key: api_key })}
        />
      )}
      {made && (
        <SecretOnce title={t("platforms.first-key", { name: made.name })} secret={made.key} forget={() => setMade(null)} />
      )}
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!data && !error && <Waiting />}
      {data?.data.length === 0 && <p className={plain.quiet}>{t("platforms.none")}</p>}
      {data?.data
        .filter(({ platform_id }) => !leaving.isGone(platform_id))
        .sort((one, other) => Number(one.state !== "active") - Number(other.state !== "active"))
        .map((platform) => (
          <Platform key={platform.platform_id} platform={platform} leaving={leaving} />
        ))}
    </>
  );
}
