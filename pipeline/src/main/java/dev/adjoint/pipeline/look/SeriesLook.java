package dev.adjoint.pipeline.look;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.series.RegularSeries;
import dev.adjoint.data.series.SeriesSummary;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.SeriesTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Describes time series: their times, season, trend and gaps, with a picture.
///
/// Without a horizon it takes a season, or 12 steps where there is none, and says so.
final class SeriesLook implements DataLook {

  private static final int USUAL_HORIZON = 12;
  private static final int LONGEST_HORIZON = 100;
  private static final double PERCENT = 100;

  @Override
  public String kind() {
    return "series";
  }

  @Override
  public Findings look(Path path, DataPlan said) {
    boolean isGuess = !said.values().containsKey("horizon");
    SeriesTable table =
        (SeriesTable)
            DataKind.source(
                path, isGuess ? said.with("horizon", String.valueOf(USUAL_HORIZON)) : said);
    SeriesSummary summary =
        SeriesSummary.of(TableReader.read(path, table.reading()), table.columns());
    int horizon = isGuess ? horizon(summary) : table.options().horizon();
    DataPlan plan = said.with("horizon", Integer.toString(horizon));
    List<String> suspicions = new ArrayList<>(summary.notes());
    if (isGuess) {
      suspicions.add(
          "that %,d steps are to be forecast is a guess; say --horizon N".formatted(horizon));
    }
    Map<String, Object> facts = facts(summary);
    try {
      Prepared prepared =
          DataKind.source(path, plan).prepare(SettingsPlan.VALIDATION, SettingsPlan.SEED);
      facts.put("a sample", prepared.preprocessing().form().describe());
      prepared.notes().stream().filter(note -> !suspicions.contains(note)).forEach(suspicions::add);
    } catch (DataException e) {
      suspicions.add(String.valueOf(e.getMessage()));
    }
    List<String> command = new ArrayList<>(List.of("adjoint", "train"));
    command.add(PreparedLook.argument(path));
    plan.target().ifPresent(name -> command.addAll(PreparedLook.option("--target", name)));
    plan.values().forEach((name, value) -> command.addAll(PreparedLook.option("--" + name, value)));
    RegularSeries first = summary.series().getFirst();
    return new Findings(
        path.toString(),
        "time series",
        facts,
        Map.of(),
        suspicions,
        command,
        BraillePlot.lines(Arrays.copyOf(first.values(), first.end())));
  }

  private static int horizon(SeriesSummary summary) {
    int season = summary.season();
    return season > 1 && season <= LONGEST_HORIZON ? season : USUAL_HORIZON;
  }

  private static Map<String, Object> facts(SeriesSummary summary) {
    RegularSeries first = summary.series().getFirst();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("series", summary.series().size());
    facts.put("values", summary.values());
    facts.put("missing", summary.missing());
    facts.put("from", summary.time(first, 0));
    facts.put("to", summary.time(first, first.end() - 1));
    facts.put("a step", summary.frequency().describe());
    facts.put(
        "season",
        summary.season() > 1
            ? "%s, autocorrelation %.2f"
                .formatted(summary.frequency().steps(summary.season()), summary.correlation())
            : "none found");
    facts.put(
        "trend",
        "%+.4g in a step; a straight line explains %.0f %% of the variance"
            .formatted(summary.slope(), PERCENT * summary.line()));
    return facts;
  }
}
