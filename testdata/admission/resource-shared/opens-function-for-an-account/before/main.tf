# Another account may call the function.
resource "aws_sns_topic" "t" {
  name = "t"
}
