import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useOpener } from "../../parts/opener";
import { Readers } from "../../parts/readers";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";
import { Paragraph } from "./part-of";
import { SharedForm } from "./shared-form";
import { FIELDS, useSharedSaid } from "./shared-said";

/** What the two arrange together; either of them writes it. */
export function Shared({ agreement }: { agreement: Schemas["Agreement"] }) {
  const { t } = useTranslation("agreement");
  const { pair, first } = usePair();
  const { isOpen, open, close, opener } = useOpener();
  return (
    <Card title={t("shared.title")} aside={<Readers who="pair" name={first} />}>
      {isOpen ? (
        <SharedForm agreement={agreement} close={close} />
      ) : (
        <>
          <SharedText shared={agreement.shared} />
          {!pair.ended_at && (
            <div>
              <Button ref={opener} variant="default" onClick={open}>
                {t(isEmpty(agreement.shared) ? "shared.arrange" : "shared.change")}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

export function SharedText({ shared }: { shared: Schemas["SharedShown"] }) {
  const { t } = useTranslation("agreement");
  const said = useSharedSaid();
  if (isEmpty(shared)) return <p className={classes.quiet}>{t("shared.empty")}</p>;
  return (
    <dl className={classes.facts}>
      {FIELDS.map((field) => (
        <Paragraph key={field} name={t(`shared.${field}`)} text={said(shared, field)} />
      ))}
    </dl>
  );
}

function isEmpty(shared: Schemas["SharedShown"]): boolean {
  return !Object.values(shared).some(Boolean);
}
