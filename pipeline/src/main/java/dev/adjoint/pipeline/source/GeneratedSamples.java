package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A set that is drawn from formulas.
///
/// @param set which set
/// @param samples how many samples
/// @param noise the standard deviation of the noise
public record GeneratedSamples(GeneratedSet set, int samples, double noise) implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  /// A set with the number of samples and the noise that show it well.
  public static GeneratedSamples of(GeneratedSet set) {
    return new GeneratedSamples(set, set.count(), set.noise());
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    return Prepared.generated(set, samples, noise, holdout);
  }

  /// Generated sets show what hidden layers can do, so their default network has no linear path.
  @Override
  public String usualModel(Prepared prepared) {
    return "perceptron";
  }

  @Override
  public String name() {
    return set.toString();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put("set", set.toString());
    map.put("samples", samples);
    map.put("noise", noise);
    return map;
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "generated";
    }

    @Override
    public String title() {
      return "generated data";
    }

    @Override
    public boolean isTable() {
      return false;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of();
    }

    /// Generated data has no path.
    @Override
    public boolean holds(Path path, DataPlan plan) {
      return false;
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      throw new DataException(
          "read %s: generated data is drawn, not read; name the set instead".formatted(path));
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      return new GeneratedSamples(
          fields.choice("set", GeneratedSet.values(), GeneratedSet::toString),
          fields.whole("samples", 1, Integer.MAX_VALUE),
          fields.number("noise"));
    }
  }
}
