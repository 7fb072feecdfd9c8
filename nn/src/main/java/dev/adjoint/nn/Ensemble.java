package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Several networks that answer the same question; the answer is the mean of theirs (a deep
/// ensemble, Lakshminarayanan et al. 2017).
///
/// For numbers, with `k` members and their outputs `yᵢ`:
///
/// ```
/// y = (y₁ + … + yₖ) / k
/// ```
///
/// For classes the outputs are logits, and the probabilities are averaged. The result is the
/// logarithm of the mean, whose softmax is the mean:
///
/// ```
/// y = log((softmax(y₁) + … + softmax(yₖ)) / k)
/// ```
///
/// A trainer of `dev.adjoint.train` trains every member on its own loss, so that one member's
/// mistakes do not change another: see `Step.of` there. A loss of the result above, in a training
/// loop of your own, trains the members together.
///
/// **Shapes**: x as the members take it, result as one member's output. The parameters are
/// `members.0.…`, `members.1.…` and so on.
///
/// **Gradient**: that of the mean, to every member.
///
/// @param members at least one network, all with the same inputs and outputs
/// @param answers what the outputs of a member are
public record Ensemble(List<Layer> members, Answers answers) implements Layer {

  /// What a network's outputs mean.
  public enum Answers {
    /// Numbers, which are averaged.
    NUMBERS,
    /// Logits of classes along the last axis, whose probabilities are averaged.
    CLASSES
  }

  /// Copies the list.
  public Ensemble {
    members = list(Require.given("ensemble", "the list of members", members));
    Require.given("ensemble", "what the answers are", answers, "give NUMBERS or CLASSES");
  }

  private static List<Layer> list(List<Layer> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException(
          "ensemble: it needs at least one member but the list is empty; give the networks");
    }
    for (int i = 0; i < members.size(); i++) {
      Require.given("ensemble", "member " + i, members.get(i), "give a layer");
    }
    return List.copyOf(members);
  }

  /// The mean of the members' answers.
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return mean(each(x, pass));
  }

  /// The output of each member, in order.
  public List<Tensor> each(Tensor x, Pass pass) {
    Require.tensor("ensemble", "x", x);
    Require.given("ensemble", "the pass", pass, Pass.FIX);
    List<Tensor> outputs = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      Layer member = members.get(i);
      outputs.add(LayerScope.in("members." + i, member, () -> member.forward(x, pass)));
    }
    return outputs;
  }

  /// The mean of such outputs as [#each] gives, as one output.
  public Tensor mean(List<Tensor> outputs) {
    Tensor[] parts = outputs.toArray(new Tensor[0]);
    if (answers == Answers.NUMBERS) {
      return Tensor.stack(0, parts).mean(0);
    }
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].logSoftmax(-1);
    }
    return Tensor.stack(0, parts).logsumexp(0).subtract(Math.log(parts.length));
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("members", members);
    return parts;
  }

  /// The number of members, what is averaged, and the first member.
  @Override
  public String toString() {
    return "Ensemble(\n  %d members, mean of the %s, each:\n  %s\n) with %,d parameters"
        .formatted(
            members.size(),
            answers == Answers.CLASSES ? "probabilities" : "numbers",
            members.getFirst().toString().replace("\n", "\n  "),
            Parameters.of(this).count());
  }
}
