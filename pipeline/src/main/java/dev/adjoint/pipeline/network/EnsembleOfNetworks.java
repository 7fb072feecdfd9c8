package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Several networks of one architecture whose answers are averaged, see [Ensemble].
///
/// Their initial weights are drawn one after another, so the first has those of a run without an
/// ensemble with the same seed. All see the same batches.
///
/// @param member the architecture of each
/// @param members how many, 2 … 100
/// @param answers what the outputs are
public record EnsembleOfNetworks(Architecture member, int members, Ensemble.Answers answers)
    implements Architecture {

  /// The largest number of members.
  public static final int MOST = 100;

  static final String KIND = "ensemble";

  /// Checks the number.
  ///
  /// @throws DataException when the number is out of its range, or answers of such networks are not
  ///   averaged
  public EnsembleOfNetworks {
    if (members < 2 || members > MOST) {
      throw new DataException(
          "network: an ensemble has 2 to %d networks but %d are asked for; 5 is usual"
              .formatted(MOST, members));
    }
    if (!member.isAveraged()) {
      throw new DataException(
          "network: an ensemble averages classes or numbers, but a network of kind %s gives something else; leave out --ensemble"
              .formatted(member.toMap().get("kind")));
    }
  }

  @Override
  public Shape inputs() {
    return member.inputs();
  }

  @Override
  public int outputs() {
    return member.outputs();
  }

  @Override
  public long weightCount() {
    return Math.multiplyExact(member.weightCount(), (long) members);
  }

  @Override
  public boolean reads(InputForm form) {
    return member.reads(form);
  }

  @Override
  public boolean isAveraged() {
    return false;
  }

  @Override
  public Ensemble build(RandomGenerator random) {
    List<Layer> networks = new ArrayList<>(members);
    for (int i = 0; i < members; i++) {
      networks.add(member.build(random));
    }
    return new Ensemble(networks, answers);
  }

  @Override
  public void fit(Layer network, Source training) {
    if (network instanceof Ensemble all) {
      all.members().forEach(each -> member.fit(each, training));
    }
  }

  /// Every member's parameters have the rules that they would have alone.
  @Override
  public Optimizer optimizer(Layer network, UpdateRule rule) {
    return member.optimizer(network, rule);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("members", members);
    map.put("answers", answers.name());
    map.put("member", member.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @throws DataException when an entry is missing or wrong
  static EnsembleOfNetworks fromMap(PlainMap fields) {
    return new EnsembleOfNetworks(
        ArchitectureKind.ofOne(fields.map("member")),
        fields.whole("members", 2, MOST),
        fields.choice("answers", Ensemble.Answers.values(), Enum::name));
  }
}
