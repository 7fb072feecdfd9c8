package dev.adjoint.train;

import dev.adjoint.formats.pytorch.PyTorchValue;
import dev.adjoint.formats.pytorch.PyTorchValue.None;
import dev.adjoint.formats.pytorch.PyTorchValue.Real;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Truth;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import java.util.LinkedHashMap;
import java.util.Map;

/// An update rule in PyTorch's words.
///
/// @param rate the schedule, of which PyTorch stores the present value
/// @param numbers the hyperparameters under PyTorch's names, without the rate
record PyTorchRule(Schedule rate, Map<String, PyTorchValue> numbers) {

  static final String RATE = "lr";

  /// The words for a rule.
  ///
  /// @throws IllegalArgumentException if PyTorch has no such rule, or its state has another form
  static PyTorchRule of(UpdateRule rule) {
    return switch (rule) {
      case Sgd sgd -> {
        Map<String, PyTorchValue> numbers = new LinkedHashMap<>();
        numbers.put("momentum", new Real(sgd.momentum()));
        numbers.put("dampening", new Real(sgd.dampening()));
        numbers.put("weight_decay", new Real(sgd.weightDecay()));
        numbers.put("nesterov", new Truth(sgd.nesterov()));
        yield new PyTorchRule(sgd.rate(), numbers);
      }
      case Adam(Schedule rate, double beta1, double beta2, double epsilon, double decay) ->
          new PyTorchRule(rate, adam(beta1, beta2, epsilon, decay));
      case AdamW(Schedule rate, double beta1, double beta2, double epsilon, double decay) ->
          new PyTorchRule(rate, adam(beta1, beta2, epsilon, decay));
      default ->
          throw new IllegalArgumentException(
              "pytorch: the update rule %s has no form in a checkpoint of PyTorch; use Sgd, Adam or AdamW, or save the weights alone with Weights.save"
                  .formatted(rule));
    };
  }

  private static Map<String, PyTorchValue> adam(
      double beta1, double beta2, double epsilon, double weightDecay) {
    Map<String, PyTorchValue> numbers = new LinkedHashMap<>();
    numbers.put("betas", Sequence.tupleOf(new Real(beta1), new Real(beta2)));
    numbers.put("eps", new Real(epsilon));
    numbers.put("weight_decay", new Real(weightDecay));
    numbers.put("amsgrad", new Truth(false));
    return numbers;
  }

  /// The entries of a parameter group, without its parameters.
  ///
  /// @param step of which the rate is stored
  Map<PyTorchValue, PyTorchValue> group(long step) {
    Map<PyTorchValue, PyTorchValue> group = new LinkedHashMap<>();
    group.put(new Text(RATE), new Real(rate.at(step)));
    numbers.forEach((name, value) -> group.put(new Text(name), value));
    group.put(new Text("maximize"), new Truth(false));
    group.put(new Text("foreach"), new None());
    group.put(new Text("capturable"), new Truth(false));
    group.put(new Text("differentiable"), new Truth(false));
    group.put(new Text("fused"), new None());
    return group;
  }
}
