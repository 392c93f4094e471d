import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { download } from "../../parts/download";
import { sent } from "../../parts/sent";
import classes from "./me.module.css";

const NAME = "bothways.zip";

/** One archive from every service, whole or not at all. */
export function Export() {
  const { t } = useTranslation("me");
  const [isMaking, setMaking] = useState(false);
  const undo = useUndo();
  const make = async () => {
    setMaking(true);
    await undo.now({
      words: t("export-said"),
      send: async () => {
        const archive = await sent(http.GET("/v1/me/export", { parseAs: "blob" }));
        if (archive) download(NAME, archive);
      },
    });
    setMaking(false);
  };
  return (
    <Card title={t("export")}>
      <p className={classes.quiet}>{t("export-text")}</p>
      <div>
        <Button variant="default" loading={isMaking} onClick={() => void make()}>
          {t("export-make")}
        </Button>
      </div>
    </Card>
  );
}
