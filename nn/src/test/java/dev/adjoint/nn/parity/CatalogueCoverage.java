package dev.adjoint.nn.parity;

import dev.adjoint.nn.check.LayerRow;
import dev.adjoint.nn.parity.CatalogueParityTest.TorchLayer;
import dev.adjoint.tensor.parity.Attributes;
import dev.adjoint.tensor.parity.ParityCase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the stored numbers of PyTorch are numbers of.
public final class CatalogueCoverage {

  private CatalogueCoverage() {}

  /// The layers that the cases of the catalogue make, and the names of PyTorch's classes.
  public static Set<String> layers() {
    Map<String, TorchLayer> kinds = new LinkedHashMap<>(TorchLayers.all());
    kinds.putAll(TorchSequences.all());
    Set<String> names = new TreeSet<>();
    for (ParityCase one : ParityCase.stored(CatalogueCoverage.class, "catalogue.jsonl")) {
      TorchLayer kind = Objects.requireNonNull(kinds.get(one.operation()), one.operation());
      names.add(LayerRow.name(kind.make().apply(new Attributes(one.attributes()))));
      names.add(one.operation());
    }
    return names;
  }

  /// The functions of losses with stored numbers, in small letters without underscores.
  public static Set<String> losses() {
    Set<String> names = new TreeSet<>();
    for (String file : new String[] {"losses.jsonl", "margins.jsonl"}) {
      names.addAll(
          ParityCase.stored(CatalogueCoverage.class, file).stream()
              .map(one -> one.operation().replace("_", ""))
              .collect(Collectors.toSet()));
    }
    return names;
  }
}
