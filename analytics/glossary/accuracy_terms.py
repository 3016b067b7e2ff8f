"""Words of forecasts and of how good they were; analytics.accuracy.scoring has the definitions."""

from analytics.glossary.term import Group, Term
from analytics.kpis.definitions import Direction, Words

_SCORES = ("analytics.forecast_accuracy",)
_FORECASTS = ("analytics.forecasts",)
_MCOMP = "Makridakis, Spiliotis and Assimakopoulos 2022"


def _score(
    name: str, label: Words, meaning: Words, formula: Words, direction: Direction, **more: str
) -> Term:
    measured = {"unit": "ratio", **more}
    return Term(
        name, Group.ACCURACY, label, meaning, _SCORES,
        formula=formula, direction=direction, **measured,
    )  # fmt: skip


TERMS = (
    Term(
        "yhat", Group.ACCURACY, Words("Previsão", "Forecast"),
        Words("demanda média que o modelo espera de um material em um local em um dia; pode ser"
              " fração: 0,2 por dia é cerca de uma unidade em cinco dias",
              "mean demand that the model expects of an item at a site on a day; it may be a"
              " fraction: 0.2 a day is about one unit in five days"),
        _FORECASTS, unit="units",
    ),
    Term(
        "interval", Group.ACCURACY, Words("Intervalo da previsão", "Forecast interval"),
        Words("dois limites entre os quais a demanda do dia deve ficar com a frequência que o nível"
              " de confiança diz; limites de vários locais ou dias não se somam",
              "two bounds between which the day's demand should lie as often as the confidence"
              " level says; bounds of several sites or days do not add up"),
        _FORECASTS, unit="units",
    ),
    Term(
        "as_of", Group.ACCURACY, Words("Dados até", "As of"),
        Words("último dia de demanda que o modelo conhecia; toda previsão é de depois dele",
              "last day of demand that the model knew; every forecast is of a day after it"),
        _FORECASTS,
    ),
    Term(
        "champion", Group.ACCURACY, Words("Carga campeã", "Champion run"),
        Words("a carga de previsões que todos veem; uma candidata só a substitui inteira",
              "the run of forecasts that everybody sees; a candidate replaces it as a whole or not"
              " at all"),
        ("analytics.model_runs",),
    ),
    Term(
        "lead_bucket", Group.ACCURACY, Words("Faixa de antecedência", "Lead bucket"),
        Words("dias entre o último dia conhecido e o dia previsto, em faixas: 1-7, 8-14, 15-30,"
              " 31-60, 61-90, 91+",
              "days from the last day known to the day forecast, in ranges: 1-7, 8-14, 15-30,"
              " 31-60, 61-90, 91+"),
        _SCORES, unit="days",
    ),
    _score(
        "wape", Words("WAPE", "WAPE"),
        Words("parte da demanda que foi prevista errado; a medida a olhar primeiro",
              "share of demand that was forecast wrongly; the figure to look at first"),
        Words("soma de |previsão - demanda| / soma da demanda",
              "sum of |forecast - demand| / sum of demand"),
        Direction.LOWER,
    ),
    _score(
        "bias", Words("Viés", "Bias"),
        Words("acima de zero: previu-se demais; abaixo: de menos",
              "above zero: too much was forecast; below: too little"),
        Words("soma de (previsão - demanda) / soma da demanda",
              "sum of (forecast - demand) / sum of demand"),
        Direction.ZERO,
    ),
    _score(
        "mape", Words("MAPE", "MAPE"),
        Words("erro percentual médio dos dias com demanda; de demanda rara vê pouco, por isso nunca"
              " sem a sua cobertura",
              "mean percentage error of days with demand; of rare demand it sees little, so never"
              " without its coverage"),
        Words("média de |previsão - demanda| / demanda nos pontos com demanda",
              "mean of |forecast - demand| / demand over cells with demand"),
        Direction.LOWER,
    ),
    _score(
        "mase", Words("MASE", "MASE"),
        Words("abaixo de 1: errou menos que repetir o mesmo dia da semana anterior teria errado no"
              " último ano",
              "below 1: smaller errors than repeating the same day of the week before would have"
              " made in the past year"),
        Words("média das séries de: média |previsão - demanda| / média |demanda - demanda da semana"
              " anterior|, esta nos 364 dias até o último dia conhecido",
              "mean over series of: mean |forecast - demand| / mean |demand - demand a week"
              " before|, the latter in the 364 days up to the last day known"),
        Direction.LOWER, reference="Hyndman and Koehler 2006",
    ),
    _score(
        "rmsse", Words("RMSSE", "RMSSE"),
        Words("como o MASE, com quadrados: erros grandes pesam mais",
              "as MASE, with squares: large misses weigh more"),
        Words("média das séries de: raiz de (média (previsão - demanda)² / média (demanda - demanda"
              " da semana anterior)²)",
              "mean over series of: root of (mean (forecast - demand)² / mean (demand - demand a"
              " week before)²)"),
        Direction.LOWER, reference=_MCOMP,
    ),
    _score(
        "interval_coverage", Words("Cobertura do intervalo", "Interval coverage"),
        Words("parte dos pontos dentro do seu intervalo; deve ficar perto da cobertura nominal",
              "share of cells inside their interval; it should be near the nominal coverage"),
        Words("pontos com limite inferior <= demanda <= limite superior / pontos com intervalo",
              "cells with lower bound <= demand <= upper bound / cells with an interval"),
        Direction.NONE, unit="fraction",
    ),
    _score(
        "nominal_coverage", Words("Cobertura nominal", "Nominal coverage"),
        Words("a cobertura que o modelo prometeu", "the coverage that the model promised"),
        Words("média do nível de confiança dos pontos com intervalo",
              "mean confidence level of the cells with an interval"),
        Direction.NONE, unit="fraction",
    ),
    _score(
        "pinball", Words("Perda pinball", "Pinball loss"),
        Words("quão bons são o limite inferior, a previsão e o limite superior como quantis;"
              " compara intervalos de dois modelos",
              "how good the lower bound, the forecast and the upper bound are as quantiles;"
              " compares intervals of two models"),
        Words("quantil q de nível t: t (a - q) se a >= q, senão (1 - t) (q - a); média da série"
              " sobre a escala do MASE, depois média das séries",
              "quantile q of level t: t (a - q) where a >= q, else (1 - t) (q - a); mean of the"
              " series over the scale of MASE, then mean over series"),
        Direction.LOWER, reference="Koenker and Bassett 1978",
    ),
    _score(
        "fva_naive", Words("FVA sobre o ingênuo", "FVA over naive"),
        Words("valor agregado pela previsão: acima de zero, melhor que repetir o mesmo dia da"
              " semana",
              "forecast value added: above zero, better than repeating the same weekday"),
        Words("WAPE do ingênuo - WAPE; ingênuo: a última demanda conhecida do mesmo dia da semana",
              "WAPE of naive - WAPE; naive: the last known demand of the same weekday"),
        Direction.HIGHER, reference="Gilliland 2010",
    ),
    _score(
        "fva_zero", Words("FVA sobre zero", "FVA over zero"),
        Words("acima de zero, melhor que não prever nada", "above zero, better than no forecast"),
        Words("1 - WAPE", "1 - WAPE"), Direction.HIGHER, reference="Gilliland 2010",
    ),
    _score(
        "mean_error_at_most", Words("Erro médio, no máximo", "Mean error, at most"),
        Words("quanto uma soma de previsões errou no máximo, em média, nos dias medidos: nunca mais"
              " do que suas partes juntas. Limita uma média e não é um intervalo",
              "by how much a sum of forecasts missed at most, on average, over the days measured:"
              " never by more than its parts together. It bounds a mean and is no interval"),
        Words("soma das previsões x WAPE / (1 + viés) dos pares, na mesma antecedência",
              "sum of forecasts x WAPE / (1 + bias) of the item-sites, at the same lead time"),
        Direction.LOWER, unit="units",
    ),
)  # fmt: skip
