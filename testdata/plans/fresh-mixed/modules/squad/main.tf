variable "name" { type = string }
variable "workers" { type = list(string) }
variable "upstream" { type = string }

module "worker" {
  source   = "./worker"
  for_each = toset(var.workers)

  name     = "${replace(var.name, ".", "-")}-${each.key}"
  upstream = var.upstream
}

resource "aws_iam_group" "this" {
  name = "squad-${replace(var.name, ".", "-")}"
}

output "worker_roles" {
  value = { for k, w in module.worker : k => w.role_arn }
}
