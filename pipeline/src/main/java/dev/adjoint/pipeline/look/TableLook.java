package dev.adjoint.pipeline.look;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.ColumnNames;
import dev.adjoint.data.prepare.Suspicions;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.data.prepare.TablePlan;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.pipeline.source.DataPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Describes a table: how the file is written, each column, the target, and what is suspicious.
///
/// If no target is given, it guesses the last column with a usual name (`target`, `class`, `label`
/// …) or the name of the file, else the last column with at least two values that does not differ
/// in every row, and says that this is a guess.
final class TableLook implements DataLook {
  private static final Set<String> USUAL =
      Set.of("target", "class", "label", "outcome", "y", "species", "category", "diagnosis");

  @Override
  public String kind() {
    return "csv";
  }

  @Override
  public Findings look(Path path, DataPlan plan) {
    Table table = TableReader.read(path, plan.reading());
    Set<String> categories = ColumnNames.find(table, plan.categories());
    Map<String, ColumnFacts> facts = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      facts.put(column.name(), ColumnFacts.of(table, column, categories.contains(column.name())));
    }
    List<String> suspicions = new ArrayList<>(table.notes());
    facts.values().stream()
        .map(ColumnFacts::mistake)
        .filter(mistake -> !mistake.isEmpty())
        .forEach(suspicions::add);
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("rows", table.rows());
    whole.put("written", table.dialect().describe());
    LineEnds.of(path).ifPresent(ends -> whole.put("line ends", ends));
    String target =
        plan.target()
            .map(name -> String.join(",", ColumnNames.find(table, List.of(name))))
            .orElseGet(() -> guess(path, table, facts));
    whole.put("target", target);
    if (plan.target().isEmpty()) {
      suspicions.add(
          "that %s is to be predicted is a guess; say --target COLUMN".formatted(target));
    }
    if (facts.values().stream().allMatch(fact -> fact.holds().isPresent())) {
      try {
        plan(table, plan, target, whole, suspicions);
      } catch (DataException e) {
        suspicions.add(String.valueOf(e.getMessage()));
      }
    }
    Map<String, Map<String, Object>> columns = new LinkedHashMap<>();
    facts.forEach((name, fact) -> columns.put(name, fact.toMap()));
    return new Findings(
        path.toString(), "table", whole, columns, suspicions, command(path, plan, target));
  }

  private static void plan(
      Table table,
      DataPlan said,
      String target,
      Map<String, Object> whole,
      List<String> suspicions) {
    TablePlan plan =
        TablePlan.of(
            table,
            new TableOptions(
                target,
                said.drop(),
                said.categories(),
                said.task(),
                said.reading(),
                said.weight()));
    whole.put("task", plan.task().toString());
    if (plan.task() == Task.CLASSIFICATION) {
      Map<String, Integer> classes = Suspicions.classes(plan);
      whole.put("classes", classes);
      PreparedLook.unbalanced(classes).ifPresent(suspicions::add);
    }
    plan.notes().stream().filter(note -> !suspicions.contains(note)).forEach(suspicions::add);
    plan.each().stream()
        .flatMap(each -> Suspicions.of(each).stream())
        .filter(each -> !suspicions.contains(each))
        .forEach(suspicions::add);
    TablePreprocessing.fit(plan, plan.rows(), suspicions);
  }

  private static String guess(Path path, Table table, Map<String, ColumnFacts> facts) {
    List<String> usable =
        facts.entrySet().stream()
            .filter(each -> each.getValue().isTarget(table.rows()))
            .map(Map.Entry::getKey)
            .toList();
    String file = String.valueOf(path.getFileName());
    return usable.stream()
        .filter(name -> file.equals(name + ".csv") || USUAL.contains(name.toLowerCase(Locale.ROOT)))
        .reduce((_, last) -> last)
        .or(() -> usable.stream().reduce((_, last) -> last))
        .orElse(table.names().getLast());
  }

  private static List<String> command(Path path, DataPlan plan, String target) {
    List<String> command = new ArrayList<>(List.of("adjoint", "train"));
    command.add(PreparedLook.argument(path));
    command.addAll(PreparedLook.option("--target", target));
    plan.drop().forEach(name -> command.addAll(PreparedLook.option("--drop", name)));
    plan.categories().forEach(name -> command.addAll(PreparedLook.option("--categories", name)));
    plan.task().ifPresent(task -> command.addAll(List.of("--task", task.toString())));
    command.addAll(reading(plan.reading()));
    return command;
  }

  private static List<String> reading(ReadOptions said) {
    List<String> options = new ArrayList<>();
    said.delimiter()
        .map(mark -> mark == '\t' ? "tab" : mark.toString())
        .ifPresent(mark -> options.addAll(PreparedLook.option("--delimiter", mark)));
    said.decimal().ifPresent(mark -> options.addAll(List.of("--decimal", mark.toString())));
    said.thousands().ifPresent(mark -> options.addAll(List.of("--thousands", mark.toString())));
    said.encoding().ifPresent(name -> options.addAll(List.of("--encoding", name)));
    said.missing().forEach(mark -> options.addAll(PreparedLook.option("--missing", mark)));
    if (said.keepNa()) {
      options.add("--keep-na");
    }
    return options;
  }
}
