package dev.adjoint.kernel;

/// How the kernel of a two-dimensional convolution moves over an image: everything except the
/// sizes, which come from the views.
///
/// Row `oh` of the output is the sum over the kernel rows kh of row kh times row `oh·strideHeight +
/// kh·dilationHeight − top` of the image, and likewise for columns. Elements outside the image are
/// zero. So padding at the bottom and at the right only affects the size of the output.
///
/// @param strideHeight rows of the image from one row of the output to the next, at least 1
/// @param strideWidth the same for columns
/// @param top rows of zeros above the image, at least 0
/// @param left columns of zeros before the image, at least 0
/// @param dilationHeight rows of the image from one row of the kernel to the next, at least 1
/// @param dilationWidth the same for columns
/// @param groups the number of parts into which the channels are divided, each with its own outputs
public record Convolution(
    int strideHeight,
    int strideWidth,
    int top,
    int left,
    int dilationHeight,
    int dilationWidth,
    int groups) {}
