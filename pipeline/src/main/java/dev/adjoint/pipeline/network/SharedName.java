package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One name for several networks, such as one that classifies texts and one that writes them. The
/// data decides which is meant.
///
/// @param kinds the networks, of the same name and options, each by an entry that its map in
///   `model.json` has and the maps of the others have not
record SharedName(Map<String, ArchitectureKind> kinds) implements ArchitectureKind {

  /// Keeps the order.
  SharedName {
    kinds = new LinkedHashMap<>(kinds);
  }

  /// Networks of one name.
  static SharedName of(
      String key, ArchitectureKind kind, String otherKey, ArchitectureKind otherKind) {
    Map<String, ArchitectureKind> kinds = new LinkedHashMap<>();
    kinds.put(key, kind);
    kinds.put(otherKey, otherKind);
    return new SharedName(kinds);
  }

  private ArchitectureKind first() {
    return kinds.values().iterator().next();
  }

  @Override
  public String name() {
    return first().name();
  }

  @Override
  public String title() {
    return kinds.values().stream().map(ArchitectureKind::title).collect(Collectors.joining(" "));
  }

  @Override
  public String reads() {
    return kinds.values().stream()
        .map(ArchitectureKind::reads)
        .collect(Collectors.joining(" and "));
  }

  @Override
  public boolean accepts(InputForm form) {
    return kinds.values().stream().anyMatch(kind -> kind.accepts(form));
  }

  @Override
  public List<PlanOption<?>> options() {
    return first().options();
  }

  private ArchitectureKind of(InputForm form) {
    return kinds.values().stream().filter(kind -> kind.accepts(form)).findFirst().orElse(first());
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    return of(form).plan(form, outputs, said);
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return of(prepared.preprocessing().form()).defaults(prepared);
  }

  @Override
  public Architecture fromMap(PlainMap fields) {
    return kinds.entrySet().stream()
        .filter(entry -> fields.values().containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(first())
        .fromMap(fields);
  }
}
