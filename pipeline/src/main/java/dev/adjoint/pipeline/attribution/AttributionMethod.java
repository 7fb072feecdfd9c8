package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.DataException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How the inputs of a network are given their part in an output `F(x)`. Below, `b` is the
/// baseline.
public enum AttributionMethod {
  /// `∂F/∂xᵢ`: how fast the output changes with each input. It divides nothing up, so its residual
  /// is as a rule large.
  GRADIENT("gradient"),
  /// `(xᵢ − bᵢ) · ∂F/∂xᵢ`, exact for a linear network.
  GRADIENT_TIMES_INPUT("gradient-input"),
  /// `(xᵢ − bᵢ) · ∫₀¹ ∂F(b + α(x − b))/∂xᵢ dα` (Sundararajan, Taly and Yan 2017). The integral is a
  /// Gauss–Legendre sum; the residual is its error, and rounding.
  INTEGRATED_GRADIENTS("integrated-gradients"),
  /// How much the output falls when inputs are replaced by the baseline: a column, a token, or a
  /// square of an image (Zeiler and Fergus 2014). Squares overlap; each divides its fall among its
  /// pixels, and a pixel has the mean over its squares.
  OCCLUSION("occlusion"),
  /// `Σ_c ᾱ_c · A_c`, where A are the channels of the last convolutional layer and ᾱ the means of
  /// their gradients over the image (Selvaraju et al. 2017), enlarged to the size of the image. The
  /// paper shows the positive part; here the negative part is kept, because it is the evidence
  /// against the class. Images only.
  GRAD_CAM("grad-cam");

  private final String text;

  AttributionMethod(String text) {
    this.text = text;
  }

  /// The method with this name.
  ///
  /// @throws DataException when there is none; underscores count as hyphens
  public static AttributionMethod of(String name) {
    String expected = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values())
        .filter(method -> method.text.equals(expected))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "attribution: there is no method '%s'; choose one of %s"
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(AttributionMethod::toString)
                            .collect(Collectors.joining(", ")))));
  }

  /// The name in commands and requests, such as `integrated-gradients`.
  @Override
  public String toString() {
    return text;
  }
}
