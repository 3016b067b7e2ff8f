import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { renderWithWords } from "@/test/render";

import type { Accuracy } from "./params";
import { VerdictNotice } from "./verdict";

const figure = (lead_bucket: string, fva_naive: number | null, model_tag = "boosted") =>
  ({ forecast_run_id: 5, model_tag, lead_bucket, fva_naive }) as Accuracy;

describe("the verdict on a model", () => {
  it("names the horizons where a naive forecast is better, with how much", () => {
    renderWithWords(<VerdictNotice rows={[figure("1-7", 0.1), figure("31-60", -0.032)]} />);
    const note = screen.getByRole("note");
    expect(note).toHaveTextContent("Não supera a previsão ingênua");
    expect(note).toHaveTextContent("31–60 dias (-3,2 p.p.)");
    expect(note).not.toHaveTextContent("1–7 dias");
  });

  it("names the model too where there are several", () => {
    renderWithWords(
      <VerdictNotice rows={[figure("1-7", 0.1), figure("1-7", -0.01, "seasonal_naive")]} />,
    );
    expect(screen.getByRole("note")).toHaveTextContent("seasonal_naive, 1–7 dias (-1,0 p.p.)");
  });

  it("says that it is better only when every horizon that can be compared is", () => {
    renderWithWords(
      <VerdictNotice rows={[figure("1-7", 0.1), figure("8-14", 0), figure("15-30", null)]} />,
    );
    expect(screen.queryByRole("note")).toHaveTextContent("8–14 dias");
  });

  it("says so when all of them are", () => {
    renderWithWords(<VerdictNotice rows={[figure("1-7", 0.1), figure("8-14", 0.2)]} />);
    expect(screen.queryByRole("note")).not.toBeInTheDocument();
    expect(
      screen.getByText("Melhor que a previsão ingênua em todos os 2 horizontes comparados."),
    ).toBeInTheDocument();
  });

  it("claims nothing where nothing can be compared", () => {
    renderWithWords(<VerdictNotice rows={[figure("1-7", null), figure("ALL", -0.5)]} />);
    expect(screen.getByText(/Sem demanda ou sem previsão ingênua/)).toBeInTheDocument();
  });
});
