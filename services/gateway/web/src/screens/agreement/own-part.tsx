import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useOpener } from "../../parts/opener";
import { Readers } from "../../parts/readers";
import { usePair } from "../pair/pair-context";
import { OwnPartForm } from "./own-part-form";
import { PartText } from "./part-of";

/** My part: what I would like to learn, have to give, need, and keep out of it. */
export function OwnPart({ part }: { part: Schemas["PartShown"] }) {
  const { t } = useTranslation("agreement");
  const { pair, first } = usePair();
  const { isOpen, open, close, opener } = useOpener();
  const isEmpty = part.goals.length + part.gives.length === 0;
  return (
    <Card title={t("part.mine")} aside={<Readers who="pair" name={first} />}>
      {isOpen ? (
        <OwnPartForm part={part} close={close} />
      ) : (
        <>
          <PartText part={part} empty={t("part.mine-empty")} />
          {!pair.ended_at && (
            <div>
              <Button ref={opener} variant={isEmpty ? "filled" : "default"} onClick={open}>
                {t(isEmpty ? "part.write" : "part.change")}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}
