/// Poolings of sequences and volumes, and those that are rarely used for images; for images see
/// [dev.adjoint.nn.MaxPool2d], [dev.adjoint.nn.AvgPool2d] and [dev.adjoint.nn.AdaptiveAvgPool2d].
///
/// - [MaxPool1d], [MaxPool3d], [AvgPool1d], [AvgPool3d]: windows of one size.
/// - [AdaptiveAvgPool], [AdaptiveMaxPool]: windows chosen by the size of the result, of any rank.
/// - [LpPool], [FractionalMaxPool]: power means; windows at random distances.
/// - [MaxUnpool]: elements back to where they were.
@NullMarked
package dev.adjoint.nn.pooling;

import org.jspecify.annotations.NullMarked;
