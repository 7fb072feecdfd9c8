package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.Course;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The root mean square of the gradient of each weight, from the input of the network to its
/// output: the median over the later half of the observed steps.
record LayerGradients(Map<String, Double> sizes) {

  static LayerGradients of(TrainingSetup setup) {
    Course course = setup.observed();
    Map<String, Double> sizes = new LinkedHashMap<>();
    for (WeightUse use : WeightUse.of(setup, setup.forward(Pass.INFERENCE))) {
      Parameter parameter = Objects.requireNonNull(setup.parameters().byName().get(use.name()));
      if (parameter.isTrainable()) {
        double norm = Course.median(course.gradientNorms(), use.name(), 0.5);
        sizes.put(use.name(), norm / Math.sqrt(Math.max(1, parameter.shape().count())));
      }
    }
    return new LayerGradients(sizes);
  }

  String first() {
    return sizes.keySet().iterator().next();
  }

  String last() {
    return new ArrayList<>(sizes.keySet()).getLast();
  }

  double size(String name) {
    return sizes.getOrDefault(name, Double.NaN);
  }

  /// The gradient of the first weight divided by that of the last one.
  double ratio() {
    return size(first()) / size(last());
  }

  List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    sizes.forEach((name, size) ->
        evidence.add(new Evidence(Sentence.of("gradient of %s", "%s 的梯度", name), size)));
    return evidence;
  }
}
