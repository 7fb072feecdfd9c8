package dev.adjoint.pipeline.look;

import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Describes data of any kind by preparing it as a training run does.
///
/// @param kind the name of the kind of data
record PreparedLook(String kind) implements DataLook {

  /// From this ratio of the largest to the smallest class on, the classes are called unbalanced.
  private static final int UNBALANCED = 20;

  @Override
  public Findings look(Path path, DataPlan plan) {
    Prepared prepared =
        DataKind.source(path, plan).prepare(SettingsPlan.VALIDATION, SettingsPlan.SEED);
    Target target = prepared.preprocessing().target();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("samples", prepared.preprocessing().form().describe());
    facts.put("to train on", count(prepared.training()));
    facts.put("to validate on", count(prepared.validation()));
    prepared.test().ifPresent(test -> facts.put("to test on", count(test)));
    Map<String, Integer> classes = new LinkedHashMap<>();
    if (target instanceof ClassTarget) {
      target.classes().forEach(name -> classes.put(name, 0));
      add(prepared.training(), target, classes);
      add(prepared.validation(), target, classes);
      facts.put("classes", classes);
    }
    List<String> suspicions = new ArrayList<>(prepared.notes());
    unbalanced(classes).ifPresent(suspicions::add);
    List<String> command = new ArrayList<>(List.of("adjoint", "train", argument(path)));
    plan.target().ifPresent(name -> command.addAll(option("--target", name)));
    plan.values().forEach((name, value) -> command.addAll(option("--" + name, value)));
    return new Findings(path.toString(), kind, facts, Map.of(), suspicions, command);
  }

  private static Object count(Source source) {
    return source instanceof Samples samples ? samples.count() : "a stream";
  }

  private static void add(Source source, Target target, Map<String, Integer> counts) {
    Optional<int[]> labels =
        source instanceof Samples samples ? samples.labels() : Optional.empty();
    for (int label : labels.orElse(new int[0])) {
      counts.merge(target.classes().get(label), 1, Integer::sum);
    }
  }

  /// A sentence where one class has many times the samples of another.
  static Optional<String> unbalanced(Map<String, Integer> classes) {
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    var least = classes.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    var most = classes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return most.getValue() < UNBALANCED * Math.max(1, least.getValue())
        ? Optional.empty()
        : Optional.of(
            "the classes are unbalanced: %d of '%s' but %d of '%s'; accuracy says little then, and --class-weights balanced lets every class count the same"
                .formatted(most.getValue(), most.getKey(), least.getValue(), least.getKey()));
  }

  /// A path that does not begin like an option.
  static String argument(Path path) {
    String text = path.toString();
    return text.startsWith("-") && text.length() > 1 ? "./" + text : text;
  }

  /// An option and its value, as one word if the value begins like an option.
  static List<String> option(String name, String value) {
    return value.startsWith("-") ? List.of(name + "=" + value) : List.of(name, value);
  }
}
