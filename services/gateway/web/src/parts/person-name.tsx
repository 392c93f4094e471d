import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import { useName } from "./names";

interface PersonNameProps {
  id: string;
  /** The word for oneself, in place of one's name. */
  self?: string;
  /** Their id where they have no name here, for whoever has to know of whom it speaks; otherwise they are somebody. */
  orId?: boolean;
}

/** What somebody is called. */
export function PersonName({ id, self, orId = false }: PersonNameProps) {
  const { t } = useTranslation();
  const me = useMe();
  const name = useName(id);
  if (self !== undefined && id === me.person_id) return <>{self}</>;
  if (!name) return orId ? <code>{id}</code> : <>{t("somebody")}</>;
  return orId ? <span title={id}>{name}</span> : <>{name}</>;
}
