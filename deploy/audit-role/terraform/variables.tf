variable "trusted_principal_arn" {
  description = "The one role or user that may assume this role. It must exist."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/.+$", var.trusted_principal_arn))
    error_message = "The ARN of an IAM role or user is needed."
  }
}

variable "external_id" {
  description = "What must be named to assume this role: trailgate scan --external-id."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@:/-]{2,1224}$", var.external_id))
    error_message = "2 to 1224 letters, digits and _+=,.@:/- are needed."
  }
}

variable "role_name" {
  description = "The name of this role, the same in every account: trailgate scan --role-name."
  type        = string
  default     = "TrailgateAudit"

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.role_name))
    error_message = "1 to 64 letters, digits and _+=,.@- are needed."
  }
}

variable "max_session_duration" {
  description = "How long a session may last, in seconds. A scan asks for an hour at a time."
  type        = number
  default     = 3600

  validation {
    condition     = var.max_session_duration >= 3600 && var.max_session_duration <= 43200
    error_message = "3600 to 43200 seconds are needed."
  }
}

variable "management_account" {
  description = "Whether this is the management account, of which a scan also asks what the organization is made of."
  type        = bool
  default     = false
}

variable "start_scans" {
  description = "Whether scans are started with this role: it may then assume the role of this name in other accounts."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags of the role, besides Application = trailgate."
  type        = map(string)
  default     = {}
}
